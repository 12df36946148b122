"""Views: ways of asking a question and of showing its answer. A view computes nothing."""
