//! A file that has been opened: its beginning, by which its format is told, and what it holds, unpacked.

use std::io::{self, Read};

use super::Source;
use super::archive::LIMITS;
use super::bytes::{open, unreadable};
use super::packed::{Content, Disk, Packing};
use crate::error::Error;

/// How much of a file tells its format.
const ENOUGH: u64 = 4096;

/// A file of which the beginning has been read: it may come through a pipe, and be there only once.
///
/// As a [`Read`] it gives what the file holds, unpacked, from the beginning on.
pub(super) struct Opened {
    packing: Option<Packing>,
    beginning: Vec<u8>,
    /// How much of the beginning has been read again.
    given: usize,
    rest: Content,
    /// How many bytes the file holds, as far as they have been read.
    unpacked: u64,
}

/// All that a file holds.
pub(super) struct Whole {
    pub(super) bytes: Vec<u8>,
    /// SHA-256 of a packed file; that of another one is the one of its bytes.
    pub(super) sha256_of_packed: Option<String>,
}

impl Opened {
    /// Opens the file and reads as much of it as tells its format.
    ///
    /// # Errors
    /// When there is no such file, it is a directory, it cannot be read or unpacked, or holds nothing.
    pub(super) fn of(source: &Source<'_>) -> Result<Self, Error> {
        Self::begun(source, false)
    }

    /// The same, to be hashed as it is read.
    pub(super) fn hashed(source: &Source<'_>) -> Result<Self, Error> {
        Self::begun(source, true)
    }

    fn begun(source: &Source<'_>, is_hashed: bool) -> Result<Self, Error> {
        let file = open(source)?;
        let mut raw = Vec::new();
        (&file).take(ENOUGH).read_to_end(&mut raw).map_err(|error| unreadable(source, error))?;
        let packing = Packing::of(&raw);
        let rest = Content::of(packing, Disk::of(raw, file, is_hashed || packing.is_some()));
        let mut opened = Self { packing, beginning: Vec::new(), given: 0, rest, unpacked: 0 };
        let mut beginning = Vec::new();
        let read = opened.by_ref().take(ENOUGH).read_to_end(&mut beginning);
        read.map_err(|error| opened.refusal(source, error))?;
        if beginning.is_empty() {
            return Err(source.refuse("input-empty"));
        }
        Ok(Self { beginning, ..opened })
    }

    /// How it is packed.
    pub(super) fn packing(&self) -> Option<Packing> {
        self.packing
    }

    /// The first bytes of what it holds.
    pub(super) fn beginning(&self) -> &[u8] {
        &self.beginning
    }

    /// How many bytes of the file have been read from the disk.
    pub(super) fn taken(&self) -> u64 {
        self.rest.taken()
    }

    /// SHA-256 of the file, lower-case hexadecimal, once all has been read; `None` where it was not hashed.
    pub(super) fn into_sha256(self) -> Option<String> {
        self.rest.into_sha256()
    }

    /// All that it holds.
    ///
    /// # Errors
    /// When it cannot be read or unpacked, or unpacks to more than its size allows.
    pub(super) fn into_whole(mut self, source: &Source<'_>) -> Result<Whole, Error> {
        let mut bytes = Vec::new();
        let most = if self.packing.is_some() {
            LIMITS.bytes
        } else {
            let length = std::fs::metadata(source.path).map_or(0, |file| file.len());
            bytes.reserve_exact(usize::try_from(length).unwrap_or_default());
            u64::MAX
        };
        let read = self.by_ref().take(most).read_to_end(&mut bytes);
        read.map_err(|error| self.refusal(source, error))?;
        if bytes.len() as u64 == most {
            return Err(bomb(source, most));
        }
        Ok(Whole { bytes, sha256_of_packed: self.packing.and_then(|_| self.rest.into_sha256()) })
    }

    /// The most that a file is believed to hold of which so much has been read.
    fn most(&self) -> u64 {
        LIMITS.of_packed(self.taken())
    }

    fn refusal(&self, source: &Source<'_>, error: io::Error) -> Error {
        match self.packing {
            None => unreadable(source, error),
            Some(_) if self.unpacked > self.most() => bomb(source, self.most()),
            Some(packing) => {
                source.refuse("packed-damaged").with("packing", packing.name()).with("reason", error)
            }
        }
    }
}

fn bomb(source: &Source<'_>, most: u64) -> Error {
    source.refuse("packed-bomb").with("limit", most >> 20)
}

impl Read for Opened {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let ahead = self.beginning.get(self.given..).filter(|ahead| !ahead.is_empty());
        if let Some(mut ahead) = ahead {
            let n = ahead.read(to)?;
            self.given += n;
            return Ok(n);
        }
        let n = self.rest.read(to)?;
        self.unpacked += n as u64;
        if self.packing.is_some() && self.unpacked > self.most() {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(n)
    }
}
