package dev.tintype.worker.compare;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Where the changes are: those near each other in one box, the largest first. */
final class Boxes {
    /** Changes in neighbouring cells of this size are one. */
    private static final int CELL = 16;

    static final int MOST = 50;

    private final Difference difference;
    private final int columns;
    private final Map<Integer, Box> cells = new TreeMap<>();

    private Boxes(Difference difference) {
        this.difference = difference;
        this.columns = (difference.width() + CELL - 1) / CELL;
    }

    /** A rectangle in pixels. */
    record Box(int x, int y, int width, int height) {
        private Box with(Box other) {
            int left = Math.min(x, other.x);
            int top = Math.min(y, other.y);
            return new Box(
                    left,
                    top,
                    Math.max(x + width, other.x + other.width) - left,
                    Math.max(y + height, other.y + other.height) - top);
        }

        private long area() {
            return (long) width * height;
        }
    }

    /** All of them; show {@link #MOST}. */
    static List<Box> of(Difference difference) {
        Boxes boxes = new Boxes(difference);
        boxes.fill();
        return boxes.merge();
    }

    private void fill() {
        for (int y = 0; y < difference.height(); y++) {
            for (int x = 0; x < difference.width(); x++) {
                if (difference.at(x, y) == Difference.CHANGED) {
                    cells.merge(y / CELL * columns + x / CELL, new Box(x, y, 1, 1), Box::with);
                }
            }
        }
    }

    private List<Box> merge() {
        List<Box> merged = new ArrayList<>();
        while (!cells.isEmpty()) {
            Deque<Integer> open = new ArrayDeque<>();
            int first = cells.keySet().iterator().next();
            Box box = Objects.requireNonNull(cells.remove(first));
            open.add(first);
            while (!open.isEmpty()) {
                int cell = open.remove();
                for (int near : neighbours(cell)) {
                    Box found = cells.remove(near);
                    if (found != null) {
                        box = box.with(found);
                        open.add(near);
                    }
                }
            }
            merged.add(box);
        }
        merged.sort(Comparator.comparingLong(Box::area)
                .reversed()
                .thenComparingInt(Box::y)
                .thenComparingInt(Box::x));
        return merged;
    }

    private List<Integer> neighbours(int cell) {
        List<Integer> near = new ArrayList<>();
        int column = cell % columns;
        for (int row = -1; row <= 1; row++) {
            for (int c = Math.max(column - 1, 0); c <= Math.min(column + 1, columns - 1); c++) {
                near.add(cell + row * columns + c - column);
            }
        }
        return near;
    }
}
