// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Air.Builders;

/// <summary>The messages that a shard's public values send and receive, once per shard: entry and exit of its buses.</summary>
public interface IPublicInteractions
{
    /// <summary>States the interactions, on local buses and over public values and constants only; constraints are not allowed.</summary>
    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>;
}
