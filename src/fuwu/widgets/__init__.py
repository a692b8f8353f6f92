"""What the learner sees and touches in a notebook."""
