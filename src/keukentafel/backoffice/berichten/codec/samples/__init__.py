"""What the sample messages are made of, by subject: people, products, and the kinds of message."""
