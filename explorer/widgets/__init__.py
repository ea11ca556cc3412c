"""Widgets that know arrays, colours and Qt, but no models."""
