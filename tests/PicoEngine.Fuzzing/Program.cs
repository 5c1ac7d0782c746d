// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fuzzing;
using SharpFuzz;

switch (args)
{
    case ["instrument", string folder]:
        foreach (string line in Instrumentation.Apply(folder))
        {
            Console.WriteLine(line);
        }

        return 0;
    case [string name] when FuzzTarget.ByName.TryGetValue(name, out Action<byte[]>? target):
        // Instrumented code runs inside of Run only, where the map of its counters is set up.
        var memory = new MemoryLimit();
        Fuzzer.Run(stream =>
        {
            using var input = new MemoryStream();
            stream.CopyTo(input);
            target(input.ToArray());
            memory.Check();
        });
        return 0;
    default:
        Console.Error.WriteLine($"""
            usage: PicoEngine.Fuzzing instrument FOLDER   instrument a copy of this program
                   PicoEngine.Fuzzing TARGET              fuzz under afl-fuzz; otherwise run one input from standard input
            targets: {string.Join(", ", FuzzTarget.ByName.Keys)}
            """);
        return 2;
}
