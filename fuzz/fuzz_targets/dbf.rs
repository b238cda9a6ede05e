#![no_main]
//! The table of a Shapefile, beside shapes that are in order: points at (0, 0).


libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    const POINTS: u32 = 4;
    lifecircle_fuzz::file("table.dbf", data);
    let shapes = shapes(POINTS);
    lifecircle_fuzz::layer("table.shp", &shapes);
});

fn shapes(count: u32) -> Vec<u8> {
    let mut bytes = 9994_u32.to_be_bytes().to_vec();
    bytes.extend([0; 20]);
    bytes.extend((50 + 14 * count).to_be_bytes());
    bytes.extend(1000_u32.to_le_bytes());
    bytes.extend(1_u32.to_le_bytes());
    bytes.extend([0; 64]);
    for number in 1..=count {
        bytes.extend(number.to_be_bytes());
        bytes.extend(10_u32.to_be_bytes());
        bytes.extend(1_u32.to_le_bytes());
        bytes.extend([0; 16]);
    }
    bytes
}
