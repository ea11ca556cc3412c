"""What leaves the program for other people: reports and code. No Qt."""
