"""Training of small networks: the loop, the augmentation, and the files that come out. Knows no window."""
