//! Files packed by gzip or Zstandard: unpacked as they are read, so that neither side of it is held.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Chain, Cursor, ErrorKind, Read};
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use super::bytes::Hasher;

/// How much of a packed file is taken from the disk at a time.
const PIECE: usize = 1 << 16;

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Zstandard,
}

impl Packing {
    /// How the file is packed that begins with these bytes; `None` for one that is not.
    pub(super) fn of(beginning: &[u8]) -> Option<Self> {
        match beginning {
            [0x1F, 0x8B, ..] => Some(Self::Gzip),
            [0x28, 0xB5, 0x2F, 0xFD, ..] => Some(Self::Zstandard),
            _ => None,
        }
    }

    /// The name by which people know it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstandard => "Zstandard",
        }
    }
}

/// The path without the suffix of a packed file: `a.csv` for `a.csv.gz`.
pub(super) fn unpacked_path(path: &Path) -> PathBuf {
    const SUFFIXES: [&str; 4] = ["gz", "gzip", "zst", "zstd"];
    let suffix = path.extension().map(|suffix| suffix.to_string_lossy().to_ascii_lowercase());
    if suffix.is_some_and(|suffix| SUFFIXES.contains(&suffix.as_str())) {
        path.with_extension("")
    } else {
        path.to_owned()
    }
}

/// A file as it lies on the disk, of which the beginning has been read.
pub(super) struct Disk {
    bytes: Chain<Cursor<Vec<u8>>, File>,
    /// How many bytes have been read.
    taken: u64,
    /// Of what has been read, where it is asked for.
    hasher: Option<Hasher>,
}

impl Disk {
    pub(super) fn of(beginning: Vec<u8>, rest: File, is_hashed: bool) -> Self {
        let bytes = Cursor::new(beginning).chain(rest);
        Self { bytes, taken: 0, hasher: is_hashed.then(Hasher::default) }
    }
}

impl Read for Disk {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let n = self.bytes.read(to)?;
        self.taken += n as u64;
        if let (Some(hasher), Some(read)) = (&mut self.hasher, to.get(..n)) {
            hasher.update(read);
        }
        Ok(n)
    }
}

/// What a file holds, unpacked where it is packed. Its end is that of the file: what else stands behind packed data is an
/// error.
pub(super) enum Content {
    Plain(Disk),
    Gzip(Box<MultiGzDecoder<BufReader<Disk>>>),
    Zstandard(Box<Frames<BufReader<Disk>>>),
}

impl Content {
    pub(super) fn of(packing: Option<Packing>, disk: Disk) -> Self {
        let buffered = |disk| BufReader::with_capacity(PIECE, disk);
        match packing {
            None => Self::Plain(disk),
            Some(Packing::Gzip) => Self::Gzip(Box::new(MultiGzDecoder::new(buffered(disk)))),
            Some(Packing::Zstandard) => Self::Zstandard(Box::new(Frames::of(buffered(disk)))),
        }
    }

    fn disk(&self) -> &Disk {
        match self {
            Self::Plain(disk) => disk,
            Self::Gzip(decoder) => decoder.get_ref().get_ref(),
            Self::Zstandard(frames) => frames.packed.get_ref(),
        }
    }

    /// How many bytes of the file have been read.
    pub(super) fn taken(&self) -> u64 {
        self.disk().taken
    }

    /// SHA-256 of the file as it lies on the disk, lower-case hexadecimal, once all has been read; `None` where it was not
    /// asked for.
    pub(super) fn into_sha256(self) -> Option<String> {
        let disk = match self {
            Self::Plain(disk) => disk,
            Self::Gzip(decoder) => decoder.into_inner().into_inner(),
            Self::Zstandard(frames) => frames.packed.into_inner(),
        };
        disk.hasher.map(Hasher::finish)
    }
}

impl Read for Content {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(disk) => disk.read(to),
            Self::Gzip(decoder) => decoder.read(to),
            Self::Zstandard(frames) => frames.read(to),
        }
    }
}

/// The frames of a Zstandard file, one after the other.
pub(super) struct Frames<R> {
    packed: R,
    decoder: FrameDecoder,
    is_within_frame: bool,
}

impl<R: BufRead> Frames<R> {
    fn of(packed: R) -> Self {
        Self { packed, decoder: FrameDecoder::new(), is_within_frame: false }
    }

    /// Begins the next frame that holds data; `false` at the end of the file.
    fn begin(&mut self) -> io::Result<bool> {
        while !self.packed.fill_buf()?.is_empty() {
            match self.decoder.reset(&mut self.packed) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    let length = u64::from(length);
                    if io::copy(&mut (&mut self.packed).take(length), &mut io::sink())? < length {
                        return Err(ErrorKind::UnexpectedEof.into());
                    }
                }
                Err(error) => return Err(io::Error::other(error)),
            }
        }
        Ok(false)
    }

    /// The decoder leaves it to its caller to look at the checksum of a frame.
    fn check(&self) -> io::Result<()> {
        let stated = self.decoder.get_checksum_from_data();
        if stated.is_some() && stated != self.decoder.get_calculated_checksum() {
            return Err(io::Error::new(ErrorKind::InvalidData, "checksum mismatch"));
        }
        Ok(())
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        while !to.is_empty() {
            if !self.is_within_frame {
                self.is_within_frame = self.begin()?;
                if !self.is_within_frame {
                    break;
                }
            }
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let one = BlockDecodingStrategy::UptoBlocks(1);
                self.decoder.decode_blocks(&mut self.packed, one).map_err(io::Error::other)?;
            }
            let n = self.decoder.read(to)?;
            if n > 0 {
                return Ok(n);
            }
            self.check()?;
            self.is_within_frame = false;
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests;
