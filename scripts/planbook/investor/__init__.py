"""The investor's way in: figures, sectors, names, places, and a guide, all tied to the plan."""
