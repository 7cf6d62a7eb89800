"""Takes in Word documents (DOCX), and opens archives."""
