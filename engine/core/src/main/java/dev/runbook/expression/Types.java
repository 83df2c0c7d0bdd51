package dev.runbook.expression;

/** Computes with types. */
final class Types {
  private Types() {}

  static Type withoutNull(Type type) {
    return type instanceof Type.OrNull orNull ? orNull.type() : type;
  }

  /** Returns what is known of a value that is one of two; a secret if either is. */
  static Type either(Type a, Type b) {
    if (a.equals(b)) {
      return a;
    }
    if (holdsSecret(a) || holdsSecret(b)) {
      return Type.Plain.SECRET;
    }
    if (a == Type.Plain.NULL || b == Type.Plain.NULL) {
      var other = withoutNull(a == Type.Plain.NULL ? b : a);
      return other == Type.Plain.ANY ? other : new Type.OrNull(other);
    }
    if (a instanceof Type.OrNull || b instanceof Type.OrNull) {
      var both = either(withoutNull(a), withoutNull(b));
      return both == Type.Plain.ANY ? both : new Type.OrNull(both);
    }
    return a instanceof Type.ListOf x && b instanceof Type.ListOf y
        ? new Type.ListOf(either(x.element(), y.element()))
        : Type.Plain.ANY;
  }

  static Type either(Iterable<Type> types) {
    Type either = null;
    for (var type : types) {
      either = either == null ? type : either(either, type);
    }
    return either == null ? Type.Plain.ANY : either;
  }

  /** Returns what the values of a map are. */
  static Type valueOf(Type map) {
    if (map instanceof Type.Fields fields) {
      return either(fields.fields().values());
    }
    return map instanceof Type.MapOf of ? of.value() : Type.Plain.ANY;
  }

  /** Returns whether a value is or holds a secret. */
  static boolean holdsSecret(Type type) {
    if (type instanceof Type.ListOf list) {
      return holdsSecret(list.element());
    }
    if (type instanceof Type.MapOf map) {
      return holdsSecret(map.value());
    }
    if (type instanceof Type.Fields fields) {
      return fields.isValue() && fields.fields().values().stream().anyMatch(Types::holdsSecret);
    }
    return type == Type.Plain.SECRET
        || (type instanceof Type.OrNull orNull && holdsSecret(orNull.type()));
  }
}
