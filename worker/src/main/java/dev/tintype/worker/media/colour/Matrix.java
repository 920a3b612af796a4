package dev.tintype.worker.media.colour;

import java.util.ArrayList;
import java.util.List;

/**
 * Three by three.
 *
 * @param numbers by rows
 */
record Matrix(List<Double> numbers) {
    Matrix {
        numbers = List.copyOf(numbers);
    }

    static Matrix of(Double... numbers) {
        return new Matrix(List.of(numbers));
    }

    double at(int row, int column) {
        return numbers.get(3 * row + column);
    }

    Matrix times(Matrix other) {
        List<Double> product = new ArrayList<>();
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                product.add(at(row, 0) * other.at(0, column)
                        + at(row, 1) * other.at(1, column)
                        + at(row, 2) * other.at(2, column));
            }
        }
        return new Matrix(product);
    }
}
