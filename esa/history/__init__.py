"""What was read, kept: copies, meetings, and any past state of an office."""
