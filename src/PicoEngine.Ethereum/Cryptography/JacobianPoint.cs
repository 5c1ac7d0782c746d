// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Executor.Precompiles;

namespace PicoEngine.Ethereum.Cryptography;

/// <summary>A point (X / Z², Y / Z³) of y² = x³ + b, coordinates in Montgomery form; the default value, with Z = 0, is infinity.</summary>
internal readonly struct JacobianPoint(in FieldElement x, in FieldElement y, in FieldElement z)
{
    private readonly FieldElement _x = x;
    private readonly FieldElement _y = y;
    private readonly FieldElement _z = z;

    /// <summary>Twice the point: "dbl-2009-l" of the Explicit-Formulas Database, for a = 0.</summary>
    public JacobianPoint Double(PrimeField field)
    {
        if (_z.IsZero)
        {
            return this;
        }

        FieldElement a = field.Square(in _x);
        FieldElement b = field.Square(in _y);
        FieldElement c = field.Square(in b);
        FieldElement d = field.Double(field.Subtract(field.Subtract(field.Square(field.Add(in _x, in b)), in a), in c));
        FieldElement e = field.Add(field.Double(in a), in a);
        FieldElement x = field.Subtract(field.Square(in e), field.Double(in d));
        FieldElement y = field.Subtract(field.Multiply(in e, field.Subtract(in d, in x)), field.Double(field.Double(field.Double(in c))));
        FieldElement z = field.Double(field.Multiply(in _y, in _z));
        return new JacobianPoint(in x, in y, in z);
    }

    /// <summary>The sum with any point: "add-1998-cmo-2" of the Explicit-Formulas Database, and its exceptions.</summary>
    public JacobianPoint Add(PrimeField field, in JacobianPoint other)
    {
        if (_z.IsZero)
        {
            return other;
        }

        if (other._z.IsZero)
        {
            return this;
        }

        FieldElement z1Squared = field.Square(in _z);
        FieldElement z2Squared = field.Square(in other._z);
        FieldElement u1 = field.Multiply(in _x, in z2Squared);
        FieldElement u2 = field.Multiply(in other._x, in z1Squared);
        FieldElement s1 = field.Multiply(field.Multiply(in _y, in other._z), in z2Squared);
        FieldElement s2 = field.Multiply(field.Multiply(in other._y, in _z), in z1Squared);
        FieldElement h = field.Subtract(in u2, in u1);
        FieldElement r = field.Subtract(in s2, in s1);
        if (h.IsZero)
        {
            return r.IsZero ? Double(field) : default;
        }

        FieldElement hSquared = field.Square(in h);
        FieldElement hCubed = field.Multiply(in h, in hSquared);
        FieldElement v = field.Multiply(in u1, in hSquared);
        FieldElement x = field.Subtract(field.Subtract(field.Square(in r), in hCubed), field.Double(in v));
        FieldElement y = field.Subtract(field.Multiply(in r, field.Subtract(in v, in x)), field.Multiply(in s1, in hCubed));
        FieldElement z = field.Multiply(field.Multiply(in _z, in other._z), in h);
        return new JacobianPoint(in x, in y, in z);
    }

    /// <summary>The affine coordinates, in Montgomery form.</summary>
    /// <returns>False for infinity.</returns>
    public bool TryNormalize(PrimeField field, out FieldElement x, out FieldElement y)
    {
        FieldElement inverse = field.Invert(in _z);
        FieldElement square = field.Square(in inverse);
        x = field.Multiply(in _x, in square);
        y = field.Multiply(field.Multiply(in _y, in square), in inverse);
        return !_z.IsZero;
    }
}
