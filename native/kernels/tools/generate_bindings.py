#!/usr/bin/env python3
# SPDX-License-Identifier: MIT OR Apache-2.0
"""Writes the C# declarations of the C ABI from its headers, as clang reads them.

usage: generate_bindings.py [--check]

For every header of native/kernels/include/pico, src/PicoEngine.Backends.Cuda/Interop/NativeMethods.<Header>.cs: [LibraryImport] methods, structures,
enumerations and integer constants; and NativeHandles.cs, a SafeHandle for every opaque type. --check compares instead of writing.

What a parameter becomes: an opaque handle its SafeHandle; a pointer to a handle `out`; a pointer to a scalar or structure `out`, or `in` where it is const;
void* and arrays of handles stay pointers; const char* is a UTF-8 string. Text that a function returns stays a pointer.
"""

import json
import pathlib
import re
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parents[3]
headers = root / "native/kernels/include/pico"
target = root / "src/PicoEngine.Backends.Cuda/Interop"
origin = "// SPDX-License-Identifier: MIT OR Apache-2.0\n\n// Written by native/kernels/tools/generate_bindings.py from {}; ./build.sh native writes it anew.\n\n"
scalars = {
    "int8_t": "sbyte", "uint8_t": "byte", "int16_t": "short", "uint16_t": "ushort", "int32_t": "int", "uint32_t": "uint", "int": "int",
    "int64_t": "long", "uint64_t": "ulong", "size_t": "nuint", "float": "float", "double": "double", "char": "byte", "pico_status": "NativeStatus",
}
keywords = {"in", "out", "ref", "params", "base", "object", "string", "event", "fixed", "checked", "stream"} - {"stream"}


def pascal(name):
    return "".join(word[:1].upper() + word[1:] for word in name.lower().split("_"))


def camel(name):
    text = pascal(name)
    text = text[0].lower() + text[1:]
    return "@" + text if text in keywords else text


def native(name):
    """The C# name of a structure or enumeration: pico_device_properties is NativeDeviceProperties."""
    return "Native" + pascal(name.removeprefix("pico_"))


def handle(name):
    return pascal(name.removeprefix("pico_")) + "Handle"


def read_declarations():
    """Functions, records by name, opaque types and enumerations of all headers."""
    command = ["clang-19", "-x", "c", "-std=c11", "-fsyntax-only", "-Xclang", "-ast-dump=json", "-I", str(headers.parent), "-"]
    source = "".join(f"#include <pico/{path.name}>\n" for path in sorted(headers.glob("*.h")))
    tree = json.loads(subprocess.run(command, input=source, check=True, capture_output=True, text=True).stdout)
    functions, records, enums, complete = {}, {}, {}, {}
    typedefs = []
    for node in tree["inner"]:
        name = node.get("name", "")
        if node["kind"] == "FunctionDecl" and name.startswith("pico_"):
            functions[name] = node
        elif node["kind"] == "RecordDecl" and node.get("completeDefinition"):
            complete[node["id"]] = node
            if name.startswith("pico_"):
                records[name] = node
        elif node["kind"] == "EnumDecl" and name.startswith("pico_"):
            enums[name] = node
        elif node["kind"] == "TypedefDecl" and name.startswith("pico_"):
            typedefs.append(node)
    opaque = set()
    for node in typedefs:
        inner = json.dumps(node.get("inner", []))
        declared = re.search(r'"decl": \{"id": "(0x[0-9a-f]+)", "kind": "RecordDecl"', inner)
        if declared and node["name"] not in records:
            if declared.group(1) in complete:
                records[node["name"]] = complete[declared.group(1)]
            else:
                opaque.add(node["name"])
    return functions, records, opaque, enums


class Writer:
    def __init__(self):
        self.functions, self.records, self.opaque, self.enums = read_declarations()

    def parameter(self, node, is_release):
        written = node["type"]["qualType"].replace("const", " const ").split()
        pointers = " ".join(written).count("*")
        words = " ".join(written).replace("*", " ").split()
        is_const = words[0] == "const"
        base = next(word for word in words if word not in ("const", "struct"))
        name = camel(node["name"])
        if pointers == 0:
            return f"{scalars[base]} {name}"
        if base in self.opaque:
            if is_release:
                return f"nint {name}"
            if pointers == 1:
                return f"{handle(base)} {name}"
            return f"nint* {name}" if "const" in words[words.index(base) + 1 :] or is_const else f"out {handle(base)} {name}"
        if pointers == 2:
            return f"out nint {name}"
        if base == "void":
            return f"void* {name}"
        if base == "char":
            return f"string? {name}" if is_const else f"byte* {name}"
        kind = native(base) if base in self.records else scalars[base]
        return f"{'in' if is_const else 'out'} {kind} {name}"

    def method(self, name):
        node = self.functions[name]
        answer = node["type"]["qualType"].split("(")[0].strip()
        parameters = [child for child in node.get("inner", []) if child["kind"] == "ParmVarDecl"]
        is_release = answer == "void" and len(parameters) == 1
        kind = {"void": "void", "const char *": "byte*"}.get(answer) or scalars[answer]
        written = [self.parameter(parameter, is_release) for parameter in parameters]
        marshalling = ", StringMarshalling = StringMarshalling.Utf8" if any(p.startswith("string") for p in written) else ""
        return f"    [LibraryImport(Library{marshalling})]\n    internal static partial {kind} {name}({', '.join(written)});\n"

    def structure(self, name):
        lines = [f"/// <summary>The C structure <c>{name}</c>.</summary>", "[StructLayout(LayoutKind.Sequential)]"]
        lines += [f"internal unsafe struct {native(name)}", "{"]
        for field in self.records[name]["inner"]:
            if field["kind"] != "FieldDecl":
                continue
            kind = field["type"]["qualType"].replace("struct ", "")
            array = re.fullmatch(r"(\w+)\s*\[(\d+)\]", kind)
            if array and array.group(1) in scalars:
                lines.append(f"    internal fixed {scalars[array.group(1)]} {pascal(field['name'])}[{array.group(2)}];")
            else:
                lines.append(f"    internal {scalars.get(kind) or native(self.known(kind, name))} {pascal(field['name'])};")
        return "\n".join(lines) + "\n}\n"

    def known(self, kind, place):
        if kind not in self.records:
            raise SystemExit(f"{place}: no C# type for {kind}")
        return kind

    def enumeration(self, name):
        lines = [f"/// <summary>The C enumeration <c>{name}</c>.</summary>", f"internal enum {native(name).removesuffix('Code')}", "{"]
        value = -1
        for child in self.enums[name]["inner"]:
            if child["kind"] != "EnumConstantDecl":
                continue
            found = re.search(r'"value": "(-?\d+)"', json.dumps(child))
            value = int(found.group(1)) if found else value + 1
            lines.append(f"    {pascal(child['name'].removeprefix('PICO_'))} = {value},")
        return "\n".join(lines) + "\n}\n"

    def header(self, path):
        """The C# file of a header."""
        text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
        names = set(re.findall(r"\b(pico_\w+)\b", text))
        own = [name for name in self.functions if re.search(rf"PICO_API[^;]*\b{name}\(", text)]
        structures = [name for name in self.records if re.search(rf"\}}\s*{name};|struct {name} \{{", text) and name in names]
        enums = [name for name in self.enums if f"enum {name} {{" in text]
        constants = re.findall(r"^#define (PICO_\w+) (0x[0-9A-Fa-f]+|\d+)u?$", text, flags=re.M)
        parts = [self.enumeration(name) for name in enums] + [self.structure(name) for name in structures]
        members = [f"    internal const {'int' if int(value, 0) < 2**31 else 'uint'} {pascal(name.removeprefix('PICO_'))} = {value};\n" for name, value in constants]
        methods = [self.method(name) for name in own]
        body = "".join(members) + ("\n" if members and methods else "") + "\n".join(methods)
        if body:
            parts.append(f"internal static unsafe partial class NativeMethods\n{{\n{body}}}\n")
        usings = "using System.Runtime.InteropServices;\n\n" if methods or structures else ""
        return origin.format(path.name) + usings + "namespace PicoEngine.Backends.Cuda.Interop;\n\n" + "\n".join(parts) if parts else None

    def handles(self):
        parts = []
        for name in sorted(self.opaque):
            release = [
                function for function, node in self.functions.items()
                if node["type"]["qualType"].replace(" ", "") == f"void({name}*)"
            ]
            if len(release) != 1:
                raise SystemExit(f"{name} has not one function that gives it back: {release}")
            parts.append(
                f"/// <summary>Owns a <c>{name}</c>.</summary>\ninternal sealed class {handle(name)} : SafeHandleZeroOrMinusOneIsInvalid\n{{\n"
                f"    public {handle(name)}()\n        : base(ownsHandle: true)\n    {{\n    }}\n\n"
                f"    protected override bool ReleaseHandle()\n    {{\n        NativeMethods.{release[0]}(handle);\n        return true;\n    }}\n}}\n")
        return origin.format("the headers") + "using Microsoft.Win32.SafeHandles;\n\nnamespace PicoEngine.Backends.Cuda.Interop;\n\n" + "\n".join(parts)

    def files(self):
        result = {"NativeHandles.cs": self.handles()}
        for path in sorted(headers.glob("*.h")):
            text = self.header(path)
            if text:
                result[f"NativeMethods.{pascal(path.stem)}.cs"] = text
        return result


def main():
    files = Writer().files()
    written = {path.name for path in target.glob("Native*.cs") if path.name.startswith(("NativeMethods.", "NativeHandles.")) and path.name != "NativeMethods.cs"}
    if "--check" in sys.argv:
        wrong = sorted(
            name for name in written | set(files) if not (target / name).exists() or files.get(name) != (target / name).read_text())
        if wrong:
            raise SystemExit(f"not what the headers say; native/kernels/tools/generate_bindings.py writes them: {', '.join(wrong)}")
        return
    target.mkdir(parents=True, exist_ok=True)
    for name in written - set(files):
        (target / name).unlink()
    for name, text in files.items():
        (target / name).write_text(text)


if __name__ == "__main__":
    main()
