//! What is wrong with the input, said so that it can be mended: the whole program, its exit status and its words.
//! After every failure the earlier result is the same, byte for byte, and nothing lies beside it.

mod features;
mod files;
mod output;
mod plan;
mod systems;
