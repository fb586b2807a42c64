"""What judges rounds, questions, sheets and answers: pure, facts are handed in."""
