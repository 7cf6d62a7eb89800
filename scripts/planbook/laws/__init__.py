"""Holds the laws of an edition, which `planbook verify` and the tests hold it to."""
