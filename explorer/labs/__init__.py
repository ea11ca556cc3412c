"""Laboratories: pages of their own in which one operation of a network can be tried out by hand; each file is one."""
