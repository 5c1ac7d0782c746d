// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Ethereum;

/// <summary>Rules of a block, in order of activation. BPO1 and BPO2 are Osaka with other blob limits (EIP-7892).</summary>
public enum EthereumFork
{
    Paris,
    Shanghai,
    Cancun,
    Prague,
    Osaka,
    Bpo1,
    Bpo2,
}
