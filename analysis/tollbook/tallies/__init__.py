"""Tallies: findings added up by place and period, and levels of stocks."""
