"""Contracts: which provider delivers which product, under which contract, from when and at what price."""
