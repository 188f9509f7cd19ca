"""One page per step of the wizard, each with the same contract."""
