"""What may leave: the gate that stands before every output, and the scan that reads outputs back.

The gate works on figures, not on finished files: what may not leave never reaches a page, a chart or a table. So this
room stands between the tally and the chart, and the chart and the brief ask it.
"""
