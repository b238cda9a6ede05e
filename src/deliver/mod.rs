//! Deliverables: files made from the report. Nothing here computes a figure.
