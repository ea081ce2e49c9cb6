def offers(report, edits, analyze): return ()
