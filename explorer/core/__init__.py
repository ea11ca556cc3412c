"""What a network computes: the executed graph, its geometry and its pictures as arrays. No Qt, no torchvision."""
