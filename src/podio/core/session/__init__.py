"""One session: its tokens, how long they live, where they are kept, how they are renewed."""
