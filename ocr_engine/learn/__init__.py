"""What the engine learns from confirmed documents: layout memory at once, a trained model in the background."""
