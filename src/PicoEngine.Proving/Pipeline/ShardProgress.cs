// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Proving.Pipeline;

/// <summary>How much of each shard of a run is proved.</summary>
internal sealed class ShardProgress
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, (double Share, double Done)> _shards = [];

    /// <param name="lanes">Shards that are proved side by side.</param>
    public ShardProgress(int lanes) => Lanes = lanes;

    /// <summary>Shards that are proved side by side.</summary>
    public int Lanes { get; }

    /// <summary>Starts over with these shards.</summary>
    public void Begin(IReadOnlyList<PlannedShard> planned)
    {
        double total = planned.Sum(shard => shard.Cost);
        lock (_gate)
        {
            _shards.Clear();
            foreach (PlannedShard shard in planned)
            {
                _shards[shard.Number] = (shard.Cost / total, 0);
            }
        }
    }

    /// <summary>Notes how much of a shard is done, 0 to 1, and returns how much of all shards is.</summary>
    public double Advance(int number, double done)
    {
        lock (_gate)
        {
            _shards[number] = (_shards[number].Share, done);
            return Math.Min(1, _shards.Values.Sum(shard => shard.Share * shard.Done));
        }
    }
}
