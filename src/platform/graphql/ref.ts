/** The type of a field that refers to a class in an import circle: keeps the class out of the emitted metadata. */
export type Ref<T> = T;
