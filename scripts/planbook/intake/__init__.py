"""Takes in a plan as a government published it, and gives it the plain form of `plan.zh.txt`."""
