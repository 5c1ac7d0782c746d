// SPDX-License-Identifier: MIT OR Apache-2.0

return 0;
