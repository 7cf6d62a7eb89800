"""Holds the code that runs inside MkDocs as it builds the site from the pages."""
