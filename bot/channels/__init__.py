"""Ways to people and staff: each translates its own terms and does nothing else."""
