// SPDX-License-Identifier: MIT OR Apache-2.0

// Each test uses all cores by itself and much memory.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
