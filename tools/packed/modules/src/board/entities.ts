import { Column, Entity, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';

@Entity()
export class User {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text', unique: true })
  token!: string;

  @Column({ type: 'boolean', default: false })
  admin!: boolean;
}

@Entity()
export class Message {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'text' })
  room!: string;

  @Column({ type: 'text' })
  text!: string;

  @ManyToOne(() => User, { eager: true })
  author!: User;
}
