//! Assessment: from a study and its coverage to the parts of the report.
