//! Exact areas of polygons and disks. Knows coordinates, no planning.
