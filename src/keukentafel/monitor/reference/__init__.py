"""Figures of real municipalities, published by CBS, to hold the own figures against."""
