"""What an office publishes for its province and the ministry, and what is told of many offices."""
