"""Figures as files that anybody may read: the layout that Open SDG sites expect, and a data package."""
