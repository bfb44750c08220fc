"""Files from the saved views: Parquet, CSV or a workbook with their dictionary, and a page to look at.

`files.export_views` and `page.write_report` are all that the command line needs. Nothing here changes the
database: all is read in one snapshot, as the reader where there is one.
"""
