"""What the edition says about the plan, each statement tied to its passages."""
