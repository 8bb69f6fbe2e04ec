"""Notes on any matter: what people write to both sides or to their own, whom they mention, which files go along."""
