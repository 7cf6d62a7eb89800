"""What runs inside MkDocs when the pages become the site."""
