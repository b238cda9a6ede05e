#![no_main]
//! Coordinate systems as files and users write them.

use lifecircle::crs::Crs;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let _ = Crs::parse(text);
});
