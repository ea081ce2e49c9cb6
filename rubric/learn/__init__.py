"""Offline only: labeled sentences, training, evaluation and the model card. Nothing outside this package imports it."""
