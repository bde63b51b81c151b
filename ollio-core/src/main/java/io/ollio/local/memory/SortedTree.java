package io.ollio.local.memory;

import org.jspecify.annotations.Nullable;

/**
 * An immutable sorted map: a change makes a new map that shares all but the path to the change. A
 * weight-balanced tree with the parameters 3 and 2 (Hirai and Yamamoto, "Balancing weight-balanced
 * trees", 2011).
 */
final class SortedTree<K extends Comparable<? super K>, V> {
  private static final int DELTA = 3;
  private static final int RATIO = 2;

  private final @Nullable Node<K, V> root;

  private SortedTree(@Nullable Node<K, V> root) {
    this.root = root;
  }

  /** Sees entries in order until it answers false. */
  @FunctionalInterface
  interface Visitor<K, V> {
    boolean visit(K key, V value);
  }

  private record Node<K, V>(
      K key, V value, @Nullable Node<K, V> left, @Nullable Node<K, V> right, int size) {}

  static <K extends Comparable<? super K>, V> SortedTree<K, V> empty() {
    return new SortedTree<>(null);
  }

  int size() {
    return size(root);
  }

  @Nullable V get(K key) {
    Node<K, V> node = root;
    while (node != null) {
      int order = key.compareTo(node.key);
      if (order == 0) {
        return node.value;
      }
      node = order < 0 ? node.left : node.right;
    }
    return null;
  }

  SortedTree<K, V> with(K key, V value) {
    return new SortedTree<>(insert(root, key, value));
  }

  SortedTree<K, V> without(K key) {
    return get(key) == null ? this : new SortedTree<>(delete(root, key));
  }

  /** Visits the entries behind the key upwards, all when there is no key. */
  void ascend(@Nullable K after, Visitor<? super K, ? super V> visitor) {
    ascend(root, after, visitor);
  }

  /** Visits the entries before the key downwards, all when there is no key. */
  void descend(@Nullable K before, Visitor<? super K, ? super V> visitor) {
    descend(root, before, visitor);
  }

  private static <K extends Comparable<? super K>, V> boolean ascend(
      @Nullable Node<K, V> node, @Nullable K after, Visitor<? super K, ? super V> visitor) {
    if (node == null) {
      return true;
    }
    if (after != null && node.key.compareTo(after) <= 0) {
      return ascend(node.right, after, visitor);
    }
    return ascend(node.left, after, visitor)
        && visitor.visit(node.key, node.value)
        && ascend(node.right, null, visitor);
  }

  private static <K extends Comparable<? super K>, V> boolean descend(
      @Nullable Node<K, V> node, @Nullable K before, Visitor<? super K, ? super V> visitor) {
    if (node == null) {
      return true;
    }
    if (before != null && node.key.compareTo(before) >= 0) {
      return descend(node.left, before, visitor);
    }
    return descend(node.right, before, visitor)
        && visitor.visit(node.key, node.value)
        && descend(node.left, null, visitor);
  }

  private static <K extends Comparable<? super K>, V> Node<K, V> insert(
      @Nullable Node<K, V> node, K key, V value) {
    if (node == null) {
      return new Node<>(key, value, null, null, 1);
    }
    int order = key.compareTo(node.key);
    if (order == 0) {
      return new Node<>(key, value, node.left, node.right, node.size);
    }
    return order < 0
        ? balanced(node, insert(node.left, key, value), node.right)
        : balanced(node, node.left, insert(node.right, key, value));
  }

  private static <K extends Comparable<? super K>, V> @Nullable Node<K, V> delete(
      @Nullable Node<K, V> node, K key) {
    if (node == null) {
      return null;
    }
    int order = key.compareTo(node.key);
    if (order < 0) {
      return balanced(node, delete(node.left, key), node.right);
    }
    if (order > 0) {
      return balanced(node, node.left, delete(node.right, key));
    }
    return joined(node.left, node.right);
  }

  private static <K extends Comparable<? super K>, V> @Nullable Node<K, V> joined(
      @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
    if (left == null) {
      return right;
    }
    if (right == null) {
      return left;
    }
    Node<K, V> first = right;
    for (Node<K, V> next = first.left; next != null; next = next.left) {
      first = next;
    }
    return balanced(first, left, delete(right, first.key));
  }

  /** The entry of a node between two trees, one of which may have become one entry too heavy. */
  private static <K, V> Node<K, V> balanced(
      Node<K, V> entry, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
    if (right != null && weight(right) > DELTA * weight(left)) {
      return rotatedLeft(entry, left, right);
    }
    if (left != null && weight(left) > DELTA * weight(right)) {
      return rotatedRight(entry, left, right);
    }
    return node(entry, left, right);
  }

  private static <K, V> Node<K, V> rotatedLeft(
      Node<K, V> entry, @Nullable Node<K, V> left, Node<K, V> right) {
    Node<K, V> inner = right.left;
    if (inner == null || weight(inner) < RATIO * weight(right.right)) {
      return node(right, node(entry, left, inner), right.right);
    }
    return node(inner, node(entry, left, inner.left), node(right, inner.right, right.right));
  }

  private static <K, V> Node<K, V> rotatedRight(
      Node<K, V> entry, Node<K, V> left, @Nullable Node<K, V> right) {
    Node<K, V> inner = left.right;
    if (inner == null || weight(inner) < RATIO * weight(left.left)) {
      return node(left, left.left, node(entry, inner, right));
    }
    return node(inner, node(left, left.left, inner.left), node(entry, inner.right, right));
  }

  private static <K, V> Node<K, V> node(
      Node<K, V> entry, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
    return new Node<>(entry.key, entry.value, left, right, size(left) + size(right) + 1);
  }

  private static int weight(@Nullable Node<?, ?> node) {
    return size(node) + 1;
  }

  private static int size(@Nullable Node<?, ?> node) {
    return node == null ? 0 : node.size;
  }
}
