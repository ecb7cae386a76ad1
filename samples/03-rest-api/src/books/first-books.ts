import type { BookFacts, Review } from './book.js';

interface FirstBook extends BookFacts {
  readonly reviews?: readonly Review[];
}

/** The books that exist when the server starts. */
export const FIRST_BOOKS: readonly FirstBook[] = [
  {
    title: 'Frankenstein',
    authors: ['Mary Shelley'],
    year: 1818,
    reviews: [{ stars: 5, text: 'Who is the monster?' }],
  },
  { title: 'Emma', authors: ['Jane Austen'], year: 1815 },
  { title: 'The Time Machine', authors: ['H. G. Wells'], year: 1895 },
  {
    title: 'The Communist Manifesto',
    authors: ['Karl Marx', 'Friedrich Engels'],
    year: 1848,
    reviews: [
      { stars: 4, text: 'Short.' },
      { stars: 3, text: 'Shorter than its consequences.' },
    ],
  },
  { title: 'Middlemarch', authors: ['George Eliot'], year: 1871, reviews: [{ stars: 5, text: 'Everybody is in it.' }] },
  { title: 'Moby-Dick', authors: ['Herman Melville'], year: 1851 },
  { title: 'Jane Eyre', authors: ['Charlotte Brontë'], year: 1847 },
  { title: 'The Brothers Karamazov', authors: ['Fyodor Dostoevsky'], year: 1880 },
  { title: 'Alice’s Adventures in Wonderland', authors: ['Lewis Carroll'], year: 1865 },
  { title: 'Children’s and Household Tales', authors: ['Jacob Grimm', 'Wilhelm Grimm'], year: 1812 },
  { title: 'Effi Briest', authors: ['Theodor Fontane'], year: 1895 },
  { title: 'Dracula', authors: ['Bram Stoker'], year: 1897 },
];
