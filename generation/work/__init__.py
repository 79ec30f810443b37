"""What workers do: take up a job, have the child make it, keep what came out."""
