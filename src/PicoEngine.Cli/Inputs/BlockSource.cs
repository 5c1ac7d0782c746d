// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using PicoEngine.Contracts.Errors;
using PicoEngine.Ethereum;

namespace PicoEngine.Cli.Inputs;

/// <summary>Where a command line says that a block comes from.</summary>
internal abstract record BlockSource
{
    /// <summary>How the block is called before it was read: a file without its folder, or its number.</summary>
    public abstract string Name { get; }

    /// <summary>The name of a file about this block, without an ending.</summary>
    public abstract string Stem { get; }

    /// <summary>Reads the block and its witness.</summary>
    /// <param name="note">Is told what is being done.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="PicoException"><c>file-unreadable</c>, <c>block-…</c>, <c>node-…</c>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public abstract BlockWitness Read(Action<string>? note, CancellationToken cancellation);

    /// <summary>A block file.</summary>
    public sealed record OfFile(string Path) : BlockSource
    {
        private static readonly string[] Endings = [".gz", ".json"];

        public override string Name => System.IO.Path.GetFileName(Path);

        public override string Stem
        {
            get
            {
                string stem = Name;
                foreach (string ending in Endings)
                {
                    stem = stem.Length > ending.Length && stem.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? stem[..^ending.Length] : stem;
                }

                return stem;
            }
        }

        public override BlockWitness Read(Action<string>? note, CancellationToken cancellation)
        {
            note?.Invoke($"reading {Name}");
            return BlockFile.Read(Path);
        }
    }

    /// <summary>A node's answers to debug_getRawBlock and debug_executionWitness in two files.</summary>
    public sealed record OfAnswers(string RawBlock, string Witness, ulong ChainId) : BlockSource
    {
        public override string Name => System.IO.Path.GetFileName(RawBlock);

        public override string Stem => new OfFile(RawBlock).Stem;

        public override BlockWitness Read(Action<string>? note, CancellationToken cancellation)
        {
            note?.Invoke($"reading {Name}");
            return BlockFile.Read(RawBlock, Witness, ChainId);
        }
    }

    /// <summary>A block that an execution client gives.</summary>
    public sealed record OfNode(Uri Address, ulong Number, ulong? ChainId) : BlockSource
    {
        public override string Name => string.Create(CultureInfo.InvariantCulture, $"block {Number}");

        public override string Stem => string.Create(CultureInfo.InvariantCulture, $"block-{Number}");

        public override BlockWitness Read(Action<string>? note, CancellationToken cancellation)
        {
            using var client = new NodeClient(Address, new NodeOptions { ChainId = ChainId, Progress = note is null ? null : new Calls(note) });
            return client.FetchAsync(Number, cancellation).GetAwaiter().GetResult();
        }

        private sealed class Calls(Action<string> note) : IProgress<NodeProgress>
        {
            public void Report(NodeProgress value) =>
                note(value.Bytes == 0 ? $"asking the node for {value.Method}" : $"{value.Method}: {Rendering.Format.Mebibytes(value.Bytes)} received");
        }
    }
}
