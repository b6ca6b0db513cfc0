"""Many users in one program: a client for each key, over one network and one store."""
