"""The official table on screen: model, frozen heads and labels, typing by keyboard."""
